import type { FieldDescribe } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import { eventIdField, type FieldDefinition, personFields } from '../define-package/package-fields.js';
import { compareField } from './compare-field.js';

const definitionOf = (meaning: string): FieldDefinition => {
  const found = personFields.find((field) => field.meaning === meaning);
  if (found === undefined) throw new Error(`no field ${meaning}`);
  return found;
};
const name = definitionOf('campaign_name');
const campaign = definitionOf('campaign_status');

const found = (change: Partial<FieldDescribe>): FieldDescribe => ({
  name: 'x__c',
  label: 'Ours',
  type: 'string',
  length: 200,
  createable: true,
  updateable: true,
  nillable: true,
  unique: false,
  externalId: false,
  idLookup: false,
  calculated: false,
  permissionable: true,
  restrictedPicklist: false,
  defaultedOnCreate: false,
  filterable: true,
  picklistValues: [],
  referenceTo: [],
  relationshipName: null,
  ...change,
});
const picklist = (...values: string[]) =>
  found({
    type: 'picklist',
    restrictedPicklist: true,
    picklistValues: values.map((value) => ({ value, label: value, active: true, defaultValue: false })),
  });

describe('compareField', () => {
  it('creates what is not there and leaves alone what is right or longer', () => {
    expect(compareField(name, undefined)).toEqual({ kind: 'create' });
    expect(compareField(name, found({}))).toEqual({ kind: 'same' });
    expect(compareField(name, found({ length: 255 }))).toEqual({ kind: 'same' });
  });

  it('lengthens a short text and keeps its label', () => {
    expect(compareField(name, found({ length: 80 }))).toEqual({
      kind: 'change',
      differences: ['takes 80 characters, not 200'],
      kept: { label: 'Ours', length: 200 },
    });
  });

  it('adds missing values to those of the org, however these are spelled, and loses none', () => {
    const verdict = compareField(campaign, picklist('Draft', 'Scheduled', 'Running', 'Paused', 'Ended', 'Archived'));
    expect(verdict).toMatchObject({ kind: 'change', differences: ['lacks the values canceled'] });
    const kept = verdict.kind === 'change' ? verdict.kept.values?.map(({ value }) => value) : undefined;
    expect(kept).toEqual(['Draft', 'Scheduled', 'Running', 'Paused', 'Ended', 'Archived', 'canceled']);
  });

  it('has nothing to add to a picklist that takes any value', () => {
    expect(compareField(campaign, { ...picklist(), restrictedPicklist: false })).toEqual({ kind: 'same' });
  });

  it('calls another type a conflict', () => {
    expect(compareField(campaign, found({}))).toEqual({
      kind: 'conflict',
      differences: ['is of type string, not picklist'],
    });
  });

  it('wants the event id unique and external', () => {
    expect(compareField(eventIdField, found({ length: 255 }))).toMatchObject({
      kind: 'change',
      differences: ['is not unique', 'is no external id'],
    });
  });
});
