import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createLogger, startTestService, type TestService } from '../src/index.js';
import { ExampleModule } from './example/example.module.js';

const lines: string[] = [];
const exporter = new InMemorySpanExporter();
const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).getTracer('test');
let example: TestService;

beforeAll(async () => {
  const logger = createLogger('debug', { write: (line) => void lines.push(line) });
  example = await startTestService(ExampleModule, { logger, tracer });
});
afterAll(() => example.stop());

test('logs of a full request, good or bad, hold no name, address or body', async () => {
  const name = 'Zoë Quill';
  await example.client.put('example', '/rooms/r', { body: { name: 'Room', seats: 1 } });
  await example.client.post('example', '/rooms/r/guests/g', { body: { name } });
  await example.client.post('example', '/rooms/r/guests/g', { body: { name, email: 'zoe@studio.example' } });
  await example.client.get('example', '/rooms/r/availability', { query: { q: 'zoe@studio.example' } });
  await example.client.get('example', '/rooms/faults/unexpected').catch(() => {});
  await example.service.quiet();

  expect(lines.some((line) => line.includes('"route":"/rooms/:room/guests/:guest"'))).toBe(true);
  expect(lines.some((line) => line.includes('a request failed') && line.includes('[address]'))).toBe(true);
  expect(lines.join('')).not.toMatch(/Zo|zoe|studio\.example|Bearer/);
});

test('known fields are redacted wherever they stand', () => {
  const written: string[] = [];
  const logger = createLogger('info', { write: (line) => void written.push(line) });
  logger.info({ email: 'a', person: { login: 'b', data: { password: 'c' } }, token: 'd' }, 'm');
  logger.error({ err: new Error('no account for x@y.example') }, 'n');
  expect(written.join('')).not.toMatch(/"[abcd]"|x@y/);
});

test('a trace goes from the request over the bus to what a listener decides', async () => {
  exporter.reset();
  await example.client.put('example', '/rooms/t', { body: { name: 'T', seats: 1 } });
  await example.client.post('example', '/rooms/t/guests/h', { body: { name: 'H' } });
  await example.service.quiet();

  const spans = exporter.getFinishedSpans();
  const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
  const opened = spans.findLast(({ name }) => name === 'decide example.room')!;
  const ancestors: string[] = [];
  for (
    let span = byId.get(opened.parentSpanContext?.spanId ?? '');
    span;
    span = byId.get(span.parentSpanContext?.spanId ?? '')
  ) {
    ancestors.push(span.name);
  }
  expect(ancestors).toEqual([
    'consume rollcall.example.seat-taken.v1',
    'publish rollcall.example.seat-taken.v1',
    'decide example.guest',
    'POST /rooms/:room/guests/:guest',
  ]);
});

test('figures tell requests, commands, messages and lag of this service', async () => {
  const text = await (await fetch(`${example.service.url}/metrics`)).text();
  expect(text).toMatch(
    /rollcall_http_request_seconds_count\{service="example",method="PUT",route="\/rooms\/:room",status="201"\}/,
  );
  expect(text).toMatch(/rollcall_commands_total\{outcome="done",service="example"\}/);
  expect(text).toMatch(/rollcall_messages_total\{verdict="ack",service="example"\}/);
  expect(text).toMatch(/rollcall_follower_failed\{follower="example-rooms",service="example"\} 0/);
  expect(text).toMatch(/rollcall_lag\{follower="listeners",service="example"\} 0/);
  expect(text).toMatch(/rollcall_follower_paused\{follower="listeners",service="example"\} 0/);
  expect(text).toMatch(/rollcall_relay_delay_seconds\{follower="example-rooms",service="example"\} 0/);
  expect(text).toMatch(/rollcall_parked\{group="example",service="example"\} 0/);
});

test('KRN-11 what the bus itself sets aside is told from the first one: by figures and in the log', async () => {
  const database = new DatabaseSync(join(example.dataDir, 'bus', 'bus.sqlite'), { timeout: 10_000 });
  database.exec(`INSERT INTO message (topic, partition, key, headers, value)
    SELECT topic, partition, key, headers, '{' FROM message ORDER BY position DESC LIMIT 1`);
  database.close();
  await example.service.quiet();

  const text = await (await fetch(`${example.service.url}/metrics`)).text();
  expect(text).toMatch(/rollcall_parked\{group="example",service="example"\} 1/);
  expect(text).toMatch(/rollcall_parked\{group="example-room-availability-v1-[^"]+",service="example"\} 1/);
  expect(lines.filter((line) => line.includes('a message is set aside') && line.includes('undecodable'))).toHaveLength(
    2,
  );
});
