# Issues: reports of breakage.
issue-severity-down = It is down
issue-severity-partly = Part of it is broken
issue-severity-question = It works, I have a question
issue-state-new = New
issue-state-acknowledged = We’re on it
issue-state-waiting = Waiting for { $reporter }
issue-state-waiting-short = Waiting for the reporter
issue-state-resolved = Solved
issue-state-closed = Closed

issue-error-not-a-member = Only a member can report this. Sign in first.
issue-error-no-such-domu = You have no domU of that name. Choose one from the list, or “something else”.
issue-error-no-such-migration = That move is not of this domU.
issue-error-nothing-said = Write at least one sentence, and at most 20,000 characters.
issue-error-too-many = You have sent many reports in a short time. Add to one of them, or try again in an hour.
issue-error-no-such-issue = There is no such report.
issue-error-answered-meanwhile = { $by } answered while you wrote. Read it first; your text is still here, and sending it again works.
issue-error-is-closed = This report is closed. If it is broken again, reopen it first.
issue-error-wrong-state = Somebody changed this report in the meantime. Look at where it stands now.
issue-error-not-of-the-core-team = Choose somebody of the core team.
issue-error-taken-meanwhile = { $by } took this on in the meantime.
issue-error-unknown-migration = There is no move with that number.
issue-error-another-domu = That move is of a domU that is not the reporter’s, or not the one this report is about.
