import { defineSettings } from '@rollcall/service-kit';

/** The public door's own settings. */
export const adminGatewaySettings = defineSettings({
  trustedProxies: {
    env: 'ROLLCALL_TRUSTED_PROXIES',
    kind: 'text',
    default: '',
    doc: 'Addresses or networks (`10.0.0.5, 10.1.0.0/16`) of the reverse proxies in front, whose `X-Forwarded-For` tells who asks. Without it everybody behind a proxy shares one limit of wrong tries.',
  },
});
