export { bootstrap, type BootstrapOutcome, type BootstrapTerms } from './first-start/bootstrap.js';
export { StepRefused } from './first-start/installer.js';
export { firstStart, type FirstSignIn, type FirstStartReport } from './first-start/first-start.js';
export { recordSetUp } from './set-up-record.js';
export { startStandalone, type Standalone, type StandaloneOptions } from './standalone.js';
