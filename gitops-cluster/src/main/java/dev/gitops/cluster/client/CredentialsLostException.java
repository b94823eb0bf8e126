package dev.gitops.cluster.client;

import java.net.ConnectException;

/** Credentials that worked cannot be renewed just now, so that no request can be sent. That may pass, as whatever gives them is asked for it over a network too. */
final class CredentialsLostException extends ConnectException {

    CredentialsLostException(Exception why) {
        super(String.valueOf(why.getMessage()));
        initCause(why);
    }
}
