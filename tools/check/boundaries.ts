// dependency-cruiser over the workspace. Fails also when it saw no module, which it would call "no violations".
import { cruise } from './cruise.js';

const { modules, violations } = await cruise('.');
for (const { rule, from, to } of violations) console.log(`${rule.name}: ${from} → ${to}`);
console.log(`${modules} modules cruised`);
process.exitCode = violations.length > 0 || modules === 0 ? 1 : 0;
