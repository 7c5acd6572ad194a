import { writeFile } from 'node:fs/promises';
import { openApiFile, openApiText } from './open-api-text.js';

await writeFile(openApiFile, await openApiText());
