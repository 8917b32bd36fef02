import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterChange, DEFAULT_CLIP_SETTINGS } from '../../../lib/domain/clip-settings.ts';
import { parsePolicy, POLICY_FIELDS } from '../../../lib/domain/policy.ts';
import { readFile } from '../../architecture/files.ts';

describe('what an administrator has set', () => {
  it('is taken field by field, as far as it fits', () => {
    const set = { folder: 'Agency/Clips', assumedHours: 48, template: '{date}/{clip}', mode: 'asked', sourcesOff: ['fal'], dailyCount: 100, dailyBytes: 5e9, sidecar: true, promptFile: false };
    expect(parsePolicy(set)).toEqual(set);
    expect(parsePolicy({ ...set, folder: '', assumedHours: 0, template: '{promt}', mode: 'nothing', sourcesOff: ['tiktok'], dailyCount: 1.5, dailyBytes: -1, sidecar: 'yes', promptFile: 1 })).toEqual({});
    for (const nothing of [null, 7, [], { paused: true, tools: {}, colour: 'red' }]) expect(parsePolicy(nothing)).toEqual({});
  });

  it('never throws, and what it takes is what is then in use', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...POLICY_FIELDS), fc.anything()), (raw) => {
        const policy = parsePolicy(raw);
        const { saving, folder, assumedHours } = afterChange(DEFAULT_CLIP_SETTINGS, policy);
        expect({ ...saving, folder, assumedHours }).toMatchObject(policy);
      }),
    );
  });

  it('has the form that browsers are told', () => {
    const { properties } = JSON.parse(readFile('public/policy.json').text) as { properties: Record<string, object> }; // our own file
    expect(Object.keys(properties).sort()).toEqual([...POLICY_FIELDS].sort());
    // Chrome takes bounds of whole numbers alone: with any other it does not load the extension at all.
    const bounded = Object.values(properties).filter((one) => 'minimum' in one || 'maximum' in one);
    expect(bounded.map((one) => 'type' in one && one.type)).toEqual(['integer']);
  });
});
