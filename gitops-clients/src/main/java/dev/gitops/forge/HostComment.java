package dev.gitops.forge;

import java.util.Optional;

/**
 * A comment below a change request.
 *
 * @param id its id at the host, with whatever else the host needs to find it
 * @param author who wrote it, as the host's user names go; empty where that user is gone
 * @param text what it says
 * @param version which version of it this is, where the host counts them; otherwise 0
 */
public record HostComment(String id, Optional<String> author, String text, long version) {}
