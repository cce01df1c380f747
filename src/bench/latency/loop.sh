#!/bin/sh
# A common workaround: for each `lookup 51820` ahead of Tailscale's 5270 that `ip monitor rule` shows,
# it runs `ip rule del` with the rule's priority and whole selector. An event is a line
# "5209:	not from all fwmark 0xca6c lookup 51820"; a removal has "Deleted" before it.
set -u

ip -4 monitor rule | while read -r line; do
    case $line in
        [0-9]*:*"lookup 51820"*) ;;
        *) continue ;;
    esac
    priority=${line%%:*}
    selector=${line#*:}
    if [ "$priority" -lt 5270 ]; then
        # The selector is split into words intentionally.
        # shellcheck disable=SC2086
        ip rule del pref "$priority" $selector
    fi
done
