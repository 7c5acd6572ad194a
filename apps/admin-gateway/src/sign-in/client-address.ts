import { BlockList, isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, ConfigurationError, type Values } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';
import type { adminGatewaySettings } from '../admin-gateway.config.js';

/**
 * Tells from which address a request really comes. What a proxy adds to `X-Forwarded-For` is believed of the proxies that
 * the configuration names, from the last one back; anybody else's word there is their own invention.
 * @throws ConfigurationError for what is no address and no network.
 */
@Injectable()
export class ClientAddress {
  private readonly trusted: BlockList;

  constructor(@Inject(CONFIGURATION) { trustedProxies }: Values<typeof adminGatewaySettings>) {
    this.trusted = readNetworks(trustedProxies);
  }

  /** The last address on the way that is no proxy of ours. */
  of({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): string {
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const way = [...forwarded.map((hop) => hop.trim()), ip];
    let address = ip;
    for (const hop of way.reverse()) {
      if (isIP(hop) === 0) break;
      address = hop;
      if (!this.isTrusted(hop)) break;
    }
    return address;
  }

  private isTrusted(address: string): boolean {
    return this.trusted.check(address, familyOf(address));
  }
}

function readNetworks(text: string): BlockList {
  const networks = new BlockList();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const [address = '', prefix] = entry.split('/');
    const longest = isIP(address) === 6 ? 128 : 32;
    const length = prefix === undefined ? longest : Number(prefix);
    if (isIP(address) === 0 || prefix === '' || !Number.isInteger(length) || length < 0 || length > longest) {
      throw new ConfigurationError(
        `ROLLCALL_TRUSTED_PROXIES=${text} names "${entry}": give addresses or networks, like 10.0.0.5, 10.1.0.0/16.`,
      );
    }
    networks.addSubnet(address, length, familyOf(address));
  }
  return networks;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
