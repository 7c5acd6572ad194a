import { expect, test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { settingOf, siteDecider } from './site.decider.js';
import type { SiteEvent } from './site.events.js';

const { given } = deciderSpecification(siteDecider);
const site = { siteId: 's', teamId: 't', slug: 's', name: 'S', kind: 'subscription' } as const;
const data = { ...site, accountMode: 'migrated', accessModel: 'single-role' } as const;
const opened: SiteEvent = { type: 'SiteOpened', data };
const set = (key: string, value: string) => ({ type: 'ChangeSetting', data: { key, value } }) as const;

test('LIC-21 a site is opened once, for one team', () => {
  given().when({ type: 'OpenSite', data }).then(opened);
  given(opened).when({ type: 'OpenSite', data }).thenRejected('site-exists');
});

test('DIR-13 K17 a setting changes to one of its words, and tells what held before', () => {
  const changed: SiteEvent = {
    type: 'SiteSettingChanged',
    data: { key: 'profile.sync', value: 'no', previous: 'yes' },
  };
  given(opened).when(set('profile.sync', 'no')).then(changed);
  given(opened).when(set('profile.sync', 'yes')).then();
  given(opened, changed).when(set('profile.sync', 'no')).then();
  given(opened).when(set('profile.sync', 'sometimes')).thenRejected('validation-failed');
  given(opened).when(set('toString', 'yes')).thenRejected('validation-failed');
  given().when(set('profile.sync', 'no')).thenRejected('not-found');
});

test('K17 until somebody chooses, whoever was created disabled is enabled by hand first', () => {
  const state = siteDecider.evolve(siteDecider.initialState(), opened);
  if (state.status === 'none') throw new Error('not opened');
  expect(settingOf(state, 'seat.onActivation')).toBe('manual-first');
  expect(settingOf(state, 'profile.sync')).toBe('yes');
});
