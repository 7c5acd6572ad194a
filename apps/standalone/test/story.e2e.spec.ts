import { mailsTo } from './harness/mailbox-of.js';
import { runStandalone } from './harness/run-standalone.js';
import { storySuite } from './story.suite.js';

storySuite(async (seats) => {
  const running = await runStandalone({ seats });
  return { ...running, mailsTo: (email) => mailsTo(running.door, email) };
}, 60_000);
