export { firstStart, type FirstSignIn, type FirstStartReport } from './first-start/first-start.js';
export { startStandalone, type Standalone, type StandaloneOptions } from './standalone.js';
