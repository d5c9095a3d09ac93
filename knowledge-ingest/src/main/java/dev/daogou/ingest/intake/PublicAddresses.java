package dev.daogou.ingest.intake;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses are out in the Internet. Those that are not are set apart by the registries of special-purpose addresses
 * (IANA, after RFC 6890): the own machine and network, links, carriers' networks, cloud metadata, documentation, multicast;
 * and IPv6 addresses that are a way to an IPv4 address (6to4, NAT64, Teredo), because that one is not looked at.
 */
final class PublicAddresses {

    private record Block(int first, int length) {
        boolean holds(int address) {
            return length == 0 || (address ^ first) >>> (32 - length) == 0;
        }
    }

    private static final List<Block> SPECIAL = List.of(
            block(0, 0, 0, 0, 8),
            block(10, 0, 0, 0, 8),
            block(100, 64, 0, 0, 10),
            block(127, 0, 0, 0, 8),
            block(169, 254, 0, 0, 16),
            block(172, 16, 0, 0, 12),
            block(192, 0, 0, 0, 24),
            block(192, 0, 2, 0, 24),
            block(192, 31, 196, 0, 24),
            block(192, 52, 193, 0, 24),
            block(192, 88, 99, 0, 24),
            block(192, 168, 0, 0, 16),
            block(192, 175, 48, 0, 24),
            block(198, 18, 0, 0, 15),
            block(198, 51, 100, 0, 24),
            block(203, 0, 113, 0, 24),
            block(224, 0, 0, 0, 4),
            block(240, 0, 0, 0, 4));

    private PublicAddresses() {}

    static boolean holds(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            int number = number(bytes, 0);
            return SPECIAL.stream().noneMatch(block -> block.holds(number));
        }
        int high = number(bytes, 0);
        boolean global = high >>> 29 == 0b001;
        boolean protocols = high >>> 9 == 0x20010000 >>> 9;
        boolean documentation = high == 0x20010db8 || high >>> 12 == 0x3fff0000 >>> 12;
        boolean toIpv4 = high >>> 16 == 0x2002;
        return global && !protocols && !documentation && !toIpv4;
    }

    private static Block block(int a, int b, int c, int d, int length) {
        return new Block(a << 24 | b << 16 | c << 8 | d, length);
    }

    private static int number(byte[] bytes, int from) {
        return (bytes[from] & 0xFF) << 24
                | (bytes[from + 1] & 0xFF) << 16
                | (bytes[from + 2] & 0xFF) << 8
                | (bytes[from + 3] & 0xFF);
    }
}
