import { DependencyAway } from '@rollcall/event-sourcing';
import { ConfigurationError } from '../configuration/configuration-error.js';

/** Service name → where it listens. Calls and key look-ups go to these addresses only. */
export type UrlTable = Readonly<Record<string, string>>;

/** Where the other services are; known once all of them listen. */
export class ServiceUrls {
  private urls: UrlTable = {};

  /** Names every service's address. */
  set(urls: UrlTable): void {
    this.urls = urls;
  }

  /** Tells whether this is one of the services. */
  has(service: string): boolean {
    return Object.hasOwn(this.urls, service);
  }

  /**
   * The address of a service, without a slash at its end.
   * @throws DependencyAway while it is not known.
   */
  of(service: string): string {
    const url = this.has(service) ? this.urls[service] : undefined;
    if (!url) throw new DependencyAway(`the address of ${service} is not known yet`);
    return url;
  }
}

/**
 * Reads `ROLLCALL_SERVICE_URLS`: `name=url` separated by commas.
 * @throws ConfigurationError for anything else.
 */
export function parseUrlTable(text: string): UrlTable {
  const entries = text.split(',').map((entry) => {
    const [, name, url] = /^\s*([a-z-]+)=(\S+?)\/?\s*$/.exec(entry) ?? [];
    if (!name || !url || !URL.canParse(url)) {
      throw new ConfigurationError('ROLLCALL_SERVICE_URLS must be name=url, separated by commas.');
    }
    return [name, url] as const;
  });
  return Object.fromEntries(entries);
}
