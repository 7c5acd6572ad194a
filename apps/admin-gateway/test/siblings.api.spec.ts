import { siblingsSuite } from './siblings.suite.js';

siblingsSuite();
