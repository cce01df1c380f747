#!/bin/sh
# What people run today: `ip monitor rule`, and for each `lookup 51820` that appears ahead of
# Tailscale's 5270 an `ip rule del` with the rule's whole selector and its priority.
# An event reads "5209:	not from all fwmark 0xca6c lookup 51820"; a removal has "Deleted" before it.
set -u

ip -4 monitor rule | while read -r line; do
    case $line in
        [0-9]*:*"lookup 51820"*) ;;
        *) continue ;;
    esac
    priority=${line%%:*}
    selector=${line#*:}
    if [ "$priority" -lt 5270 ]; then
        # The selector is words of its own by intention.
        # shellcheck disable=SC2086
        ip rule del pref "$priority" $selector
    fi
done
