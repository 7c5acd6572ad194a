import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/**
 * Lets the page of `/api/docs` use the styles that stand in it, by their hashes as it is served: a browser refuses every
 * other one still, and on other pages all of them.
 */
export function allowStylesOfDocsPage(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, page) => {
    if (!/^\/api\/docs\/?$/.test(request.routeOptions.url ?? '') || typeof page !== 'string') return page;
    const policy = String(reply.getHeader('content-security-policy'));
    reply.header('content-security-policy', `${policy};style-src ${["'self'", ...styleSources(page)].join(' ')}`);
    return page;
  });
}

/** Style elements, and style attributes, which need a word of their own. */
const styleSources = (page: string): readonly string[] => [
  ...matches(page, /<style>([\s\S]*?)<\/style>/g).map(hashOf),
  "'unsafe-hashes'",
  ...matches(page, /\sstyle="([^"]*)"/g).map(hashOf),
];

const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, inside = '']) => inside);

const hashOf = (style: string): string => `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
