"""Sends IGMP messages that no kernel sends, out of eth0. Arguments: KIND GROUP, as often as one likes.

Kinds beginning with v1, v2 and v3 are reports that ask for the group, with something about them that is as the rest says.
"flood" sends reports for FLOOD_GROUPS groups from that one on.
"""

import struct
import sys

from scapy.contrib.igmp import IGMP
from scapy.contrib.igmpv3 import IGMPv3, IGMPv3gr, IGMPv3mr
from scapy.config import conf
from scapy.layers.inet import IP, IPOption_Router_Alert
from scapy.layers.l2 import Ether
from scapy.packet import Raw
from scapy.sendrecv import sendp
from scapy.utils import atol

LINK = "eth0"
ALL_IGMPV3_ROUTERS = "224.0.0.22"
TO_EXCLUDE = 4
FLOOD_GROUPS = 120_000
RECORDS_IN_A_DATAGRAM = 180


def frame(destination, message, **header):
    """The message in a datagram as it should be, but for what is said of the header."""
    fields = {"ttl": 1, "proto": 2, "tos": 0xC0, "options": [IPOption_Router_Alert()], **header}
    octets = atol(destination) & 0x7FFFFF | 0x01005E000000
    mac = ":".join(f"{octet:02x}" for octet in octets.to_bytes(6, "big"))
    return Ether(dst=mac) / IP(dst=destination, **fields) / message


def v1(group, **header):
    return frame(group, IGMP(type=0x12, mrcode=0, gaddr=group), **header)


def v2(group, **header):
    return frame(group, IGMP(type=0x16, mrcode=0, gaddr=group), **header)


def v3(records, **header):
    announced = header.pop("announced", None)
    checksum = header.pop("checksum", None)
    report = IGMPv3(type=0x22, mrcode=0, chksum=checksum) / IGMPv3mr(numgrp=announced, records=records)
    return frame(ALL_IGMPV3_ROUTERS, report, **header)


def record(group, kind=TO_EXCLUDE, **fields):
    return IGMPv3gr(rtype=kind, maddr=group, **fields)


def flood(first):
    """Built by hand within scapy's headers: a packet of scapy's for each record would take minutes."""
    for start in range(0, FLOOD_GROUPS, RECORDS_IN_A_DATAGRAM):
        groups = range(start, min(start + RECORDS_IN_A_DATAGRAM, FLOOD_GROUPS))
        records = b"".join(struct.pack("!BBHI", TO_EXCLUDE, 0, 0, atol(first) + group) for group in groups)
        head = struct.pack("!HH", 0, len(groups))
        yield frame(ALL_IGMPV3_ROUTERS, IGMPv3(type=0x22, mrcode=0) / Raw(head + records))


KINDS = {
    "v1": lambda group: v1(group, options=[]),
    "v2": v2,
    "v3": lambda group: v3([record(group)]),
    "v2 without router alert": lambda group: v2(group, options=[]),
    "v3 without router alert": lambda group: v3([record(group)], options=[]),
    "v2 with TTL 2": lambda group: v2(group, ttl=2),
    "v3 with TTL 64": lambda group: v3([record(group)], ttl=64),
    "v2 from another network": lambda group: v2(group, src="192.0.2.7"),
    "v3 from another network": lambda group: v3([record(group)], src="192.0.2.7"),
    "v2 from nobody": lambda group: v2(group, src="0.0.0.0"),
    "v3 with a wrong checksum": lambda group: v3([record(group)], checksum=0x1234),
    "v3 that announces more records": lambda group: v3([record(group)], announced=2),
    "v3 that announces more sources": lambda group: v3([record(group, numsrc=300)]),
    "v3 with auxiliary data beyond its end": lambda group: v3([record(group, auxdlen=200)]),
    "v3 with a record of an unknown type": lambda group: v3([record(group, kind=7)]),
    "v2 in a fragment": lambda group: v2(group, flags="MF"),
    "v2 sent elsewhere": lambda group: frame("224.0.0.5", IGMP(type=0x16, mrcode=0, gaddr=group)),
    "v2 cut short": lambda group: frame(group, Raw(b"\x16\x00\xe9\xff")),
    "v2 of an unknown type": lambda group: frame(group, IGMP(type=0x1F, mrcode=0, gaddr=group)),
    "flood": flood,
}

conf.verb = 0
packets = []
for kind, group in zip(sys.argv[1::2], sys.argv[2::2]):
    made = KINDS[kind](group)
    packets.extend([made] if isinstance(made, Ether) else made)
sendp(packets, iface=LINK, verbose=False)
