/**
 * What people ask of the audit trail: search it ({@link dev.gitops.audit.SearchOutput}), ask what ran at a time ({@link dev.gitops.audit.WhatRan}). The packages below hold the stores, proofs, the
 * endpoint, metrics, exports and the report.
 */
@Internal
@NullMarked
package dev.gitops.audit;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
