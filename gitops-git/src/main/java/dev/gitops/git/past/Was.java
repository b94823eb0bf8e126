package dev.gitops.git.past;

import org.eclipse.jgit.lib.ObjectId;

/**
 * What a path was before a commit changed it.
 *
 * @param mode the mode's bits; 0 where nothing was there
 * @param id the object; zeros where nothing was there
 * @param stayed whether the object stayed, and its mode alone changed
 */
public record Was(int mode, ObjectId id, boolean stayed) {

    /** Nothing was there. */
    public static final Was ABSENT = new Was(0, ObjectId.zeroId(), false);
}
