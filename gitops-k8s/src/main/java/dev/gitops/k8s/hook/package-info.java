/**
 * Helm's hooks among the objects of an application: objects that are run at a certain time of a deployment and are no part of what it keeps. Read off their annotations, ordered as Helm
 * orders them, checked and run one after another. Knows no plan and no ApplySet.
 */
@Internal
@NullMarked
package dev.gitops.k8s.hook;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
