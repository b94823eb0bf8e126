/**
 * The report: static pages for people, whole without script, with nothing from elsewhere. {@link dev.gitops.audit.report.Report} is the door; what is so now comes in as
 * {@link dev.gitops.audit.report.ReportInput}, what was so from the records.
 */
@Internal
@NullMarked
package dev.gitops.audit.report;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
