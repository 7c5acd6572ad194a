import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CONFIGURATION, type KitConfiguration } from '@rollcall/service-kit';
import type { FastifyInstance } from 'fastify';
import { ErrorRate } from '../sign-in/error-rate.js';
import { allowStylesOfDocsPage } from './docs-page-styles.js';
import { webAppFolder } from '../web-app/web-app-folder.js';

/** The largest file that is imported, bytes (DIR-10). */
const largestFile = 10 * 1024 * 1024;

/** What the public door adds to Fastify: cookies, uploads, the web app's files, and headers that browsers obey. */
@Injectable()
export class EdgePlugins implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(ErrorRate) private readonly errorRate: ErrorRate,
    @Inject(CONFIGURATION) private readonly configuration: KitConfiguration,
  ) {}

  /** Called by Nest before routes are registered. */
  async onModuleInit(): Promise<void> {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    const https = new URL(this.configuration.publicUrl).protocol === 'https:';
    fastify.addHook('onResponse', (request, reply) => this.errorRate.note(request, reply.statusCode));
    await fastify.register(cookie);
    await fastify.register(multipart, { limits: { fileSize: largestFile, files: 1, fields: 10, parts: 11 } });
    await fastify.register(fastifyStatic, { root: webAppFolder, serve: false });
    await fastify.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          objectSrc: ["'none'"],
        },
      },
      strictTransportSecurity: https,
      frameguard: { action: 'deny' },
    });
    allowStylesOfDocsPage(fastify);
  }
}
