package io.tailrace.common.errors;

/** The broker has not loaded its access rules yet. */
public class AuthorizerNotReadyException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public AuthorizerNotReadyException() {}
}
