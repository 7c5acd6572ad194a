import { expect, test } from '@jest/globals';
import { DockerfileParser } from 'dockerfile-ast';
import { validate, ValidationSeverity } from 'dockerfile-utils';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kitSettings } from '@rollcall/service-kit';
import { root } from '../run-tool.js';
import { readComposeFile } from './compose-file.js';
import { services } from './known-variables.js';

const text = await readFile(join(root, 'Dockerfile'), 'utf8');
const dockerfile = DockerfileParser.parse(text);
const instructions = dockerfile.getInstructions().map((one) => ({
  keyword: one.getKeyword(),
  value: one.getRawArgumentsContent() ?? '',
}));
const last = instructions.slice(instructions.findLastIndex(({ keyword }) => keyword === 'FROM'));
const valuesOf = (keyword: string, among = last): readonly string[] =>
  among.filter((one) => one.keyword === keyword).map(({ value }) => value);

test('the Dockerfile is one, and lints without a remark', () => {
  const { ERROR: deprecatedMaintainer, WARNING } = ValidationSeverity;
  const problems = validate(text, {
    ...{ deprecatedMaintainer, directiveCasing: WARNING, emptyContinuationLine: WARNING, instructionCasing: WARNING },
    ...{ instructionCmdMultiple: WARNING, instructionEntrypointMultiple: WARNING, instructionWorkdirRelative: WARNING },
    ...{ instructionHealthcheckMultiple: WARNING, instructionJSONInSingleQuotes: WARNING },
  });
  expect(problems.map(({ message, range }) => [range.start.line + 1, message])).toEqual([]);
});

test('a Dockerfile that is none has remarks', () => {
  expect(validate(text.replace('USER 1000', 'USR 1000'))).not.toEqual([]);
});

test('images build and run on the Node that the workspace pins', async () => {
  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    dependencies: { node: string };
  };
  expect(valuesOf('ARG', instructions)[0]).toBe(`NODE=node:${dependencies.node}-bookworm-slim`);
  expect(new Set(valuesOf('FROM', instructions).map((value) => value.split(' ')[0]))).toEqual(new Set(['${NODE}']));
});

test('an image runs as nobody special, on the port that is asked for, with the packages of production alone', () => {
  expect(valuesOf('USER')).toEqual(['1000:1000']);
  expect(valuesOf('EXPOSE')).toEqual([String(kitSettings.port.default)]);
  expect(valuesOf('COPY')).toEqual(['/image /rollcall']);
  const installs = valuesOf('RUN', instructions).filter((value) => value.includes('npm ci'));
  expect(installs.at(-1)).toMatch(/^npm ci --omit=dev .*--workspace "@rollcall\/\$\{APP:\?/);
});

test('every image that compose builds is of an app that is there', async () => {
  const built = Object.values((await readComposeFile()).services).flatMap(({ build, image }) =>
    build ? [[build.args.APP, image]] : [],
  );
  const apps = new Set(built.map(([app]) => app));
  expect(apps).toEqual(new Set([...services, 'cli']));
  for (const [app, image] of built) expect(image).toBe(`rollcall/${app}`);
  for (const app of apps) expect(text.split('\n').slice(0, 5).join('\n')).toContain(app);
});
