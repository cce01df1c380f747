#!/bin/sh
# Writes the commands of each storm for `ip -batch` into a directory:
#
#     batches.sh DIRECTORY
#
# rules: adds 10,000 rules ahead of all others, then deletes them. rules-standing, rules-falling:
# only adds and only deletes these rules.
# tunnels: adds 50 links with a capture, a suppress rule and a default route each, then deletes
# them.
# routes-52, routes-main: adds and deletes 50,000 routes, which makes 100,000 events each.
# routes-standing: adds 1,000,000 routes to main.
set -eu

routes() { # TABLE VERB COUNT FIRST-OCTET
    awk -v table="$1" -v verb="$2" -v count="$3" -v octet="$4" 'BEGIN {
        for (i = 0; i < count; i++)
            printf "route %s %d.%d.%d.%d/32 dev uplink table %s\n", verb, octet + int(i / 16777216),
                int(i / 65536) % 256, int(i / 256) % 256, i % 256, table
    }'
}

rules() { # VERB
    awk -v verb="$1" 'BEGIN {
        for (i = 0; i < 10000; i++)
            printf "rule %s from 198.18.%d.%d pref 1000 lookup 7\n", verb, int(i / 256), i % 256
    }'
}

tunnels() {
    awk 'BEGIN {
        for (i = 0; i < 50; i++) {
            printf "tuntap add dev storm%d mode tun\nlink set storm%d up\n", i, i
            printf "rule add not fwmark %d table %d\n", 52000 + i, 52000 + i
            print "rule add table main suppress_prefixlength 0"
            printf "route add default dev storm%d table %d\n", i, 52000 + i
        }
        for (i = 0; i < 50; i++) {
            printf "rule del table %d\nrule del table main suppress_prefixlength 0\n", 52000 + i
            printf "link del storm%d\n", i
        }
    }'
}

cd "$1"
rules add >rules-standing
rules del >rules-falling
{ rules add; rules del; } >rules
tunnels >tunnels
{ routes 52 add 50000 20; routes 52 del 50000 20; } >routes-52
{ routes main add 50000 20; routes main del 50000 20; } >routes-main
routes main add 1000000 32 >routes-standing
