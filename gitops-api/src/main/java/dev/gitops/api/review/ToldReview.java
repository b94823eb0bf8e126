package dev.gitops.api.review;

/**
 * What became of telling a review.
 *
 * @param url the change request's URL
 * @param superseded whether nothing was told, as the change request has another newest commit by now, or is no longer open
 */
public record ToldReview(String url, boolean superseded) {}
