/** What a chapter's page does by itself: one file, so that it is one request. */
import "./contents.ts";
import "./marks.ts";
import "./reading-progress.ts";
