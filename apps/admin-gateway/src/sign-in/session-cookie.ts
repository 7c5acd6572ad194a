import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type KitConfiguration } from '@rollcall/service-kit';
import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The cookie that holds a browser's session token. Over https it is bound to this host (`__Host-sid`); over http, which
 * the configuration allows on loopback only, it is plain `sid`.
 */
@Injectable()
export class SessionCookie {
  private readonly secure: boolean;

  constructor(@Inject(CONFIGURATION) { publicUrl }: KitConfiguration) {
    this.secure = new URL(publicUrl).protocol === 'https:';
  }

  /** The cookie's name. */
  get name(): string {
    return this.secure ? '__Host-sid' : 'sid';
  }

  /** The token a request brings. */
  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.name];
  }

  /** Gives a browser its session and, readable for its page, the CSRF token that goes with it. Both end with the browser. */
  set(reply: FastifyReply, token: string, csrfToken: string): void {
    reply.setCookie(this.name, token, { ...this.place, httpOnly: true });
    reply.setCookie(this.csrfName, csrfToken, { ...this.place, httpOnly: false });
  }

  /** Takes both away. */
  clear(reply: FastifyReply): void {
    reply.clearCookie(this.name, this.place);
    reply.clearCookie(this.csrfName, this.place);
  }

  private get csrfName(): string {
    return this.secure ? '__Host-csrf' : 'csrf';
  }
  private get place() {
    return { path: '/', sameSite: 'lax', secure: this.secure } as const;
  }
}
