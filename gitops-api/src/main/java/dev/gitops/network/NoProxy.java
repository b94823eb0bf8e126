package dev.gitops.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The hosts of {@code NO_PROXY}, which are reached directly: names (their subdomains too), addresses, networks as {@code 10.0.0.0/8}, each with or without a port, or {@code *} for all. This machine
 * itself is always reached directly.
 */
record NoProxy(List<String> entries) {

    static NoProxy of(Optional<String> text) {
        return new NoProxy(Arrays.stream(text.orElse("").split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    boolean covers(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("^\\[(.*)]$", "$1");
        Optional<InetAddress> address = literal(name);
        boolean thisMachine = name.equals("localhost")
                || address.filter(InetAddress::isLoopbackAddress).isPresent();
        return thisMachine || entries.stream().anyMatch(entry -> covers(entry, name, address, port));
    }

    private static boolean covers(String entry, String name, Optional<InetAddress> address, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (address.isPresent() && entry.contains("/")) {
            return inNetwork(entry, address.get());
        }
        String wanted = entry;
        int colon = entry.lastIndexOf(':');
        boolean withPort = colon > 0
                && entry.substring(colon + 1).matches("\\d{1,5}")
                && (entry.indexOf(':') == colon || entry.startsWith("["));
        if (withPort) {
            if (Integer.parseInt(entry.substring(colon + 1)) != port) {
                return false;
            }
            wanted = entry.substring(0, colon);
        }
        wanted = wanted.replaceFirst("^\\[(.*)]$", "$1").replaceFirst("^\\*?\\.", "");
        return address.isPresent()
                ? literal(wanted).filter(address.get()::equals).isPresent()
                : name.equals(wanted) || name.endsWith("." + wanted);
    }

    private static boolean inNetwork(String network, InetAddress address) {
        String[] parts = network.split("/", 2);
        Optional<InetAddress> start = literal(parts[0].replaceFirst("^\\[(.*)]$", "$1"));
        if (start.isEmpty() || !parts[1].matches("\\d{1,3}")) {
            return false;
        }
        byte[] left = start.get().getAddress();
        byte[] right = address.getAddress();
        int bits = Integer.parseInt(parts[1]);
        if (left.length != right.length || bits > left.length * 8) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((left[bit / 8] & mask) != (right[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Of addresses only: no name is looked up here. */
    private static Optional<InetAddress> literal(String text) {
        boolean four = text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        boolean six = text.contains(":") && text.matches("[0-9a-f:.]+");
        if (!four && !six) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
