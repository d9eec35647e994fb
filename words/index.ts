/** What wire carries, in the words that people read: the same on the command line, in the editor and in the panel. */

export { type Progress, progressText, scaleProgress, treeProgress } from "./progress.ts";
export { reasonText } from "./reason.ts";
export { eventsOf, type WhatIf } from "./rehearsal/question.ts";
export { type Step, stepsOf } from "./rehearsal/steps.ts";
export { summaryOf } from "./rehearsal/summary.ts";
export { type Cell, type Lane, type Mark, type Standing, type Timeline, timelineOf } from "./rehearsal/timeline.ts";
export { reportFacts, reportText } from "./report.ts";
export { stepText } from "./step.ts";
export { span } from "./time.ts";
