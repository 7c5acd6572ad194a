import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type {} from '@fastify/static';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needed } from '../http/needs.decorator.js';
import { notFound } from '../http/upstream.js';
import { WEB_APP_FOLDER } from './web-app-folder.js';

/** Files whose names change with their content. */
const year = 365 * 24 * 60 * 60;

/** The web app: its files, and its page for every other address (the app reads the address itself). */
@ApiExcludeController()
@Controller()
export class WebAppController {
  constructor(@Inject(WEB_APP_FOLDER) private readonly folder: string) {}

  /** A file of the app, or its page. Addresses of the API that do not exist stay 404. */
  @Get('*')
  @Needed('public')
  serve(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const path = decode(request.url.split('?')[0] ?? '/');
    if (path === undefined || /^\/(api|health|metrics|\.well-known)(\/|$)/.test(path)) throw notFound();
    const isFile = /\.\w+$/.test(path);
    const file = isFile ? path.slice(1) : 'index.html';
    if (file.includes('..') || !existsSync(join(this.folder, file))) throw notFound();
    if (path.startsWith('/assets/')) reply.header('cache-control', `public, max-age=${year}, immutable`);
    else reply.header('cache-control', 'no-cache');
    void reply.sendFile(file, this.folder, { cacheControl: false });
  }
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
