import { customField, type CustomFieldInput } from './describe-fields.js';
import type { FieldSchema, ObjectSchema, PicklistValue } from './field-schema.js';
import { toFieldSchema } from './custom-field-schema.js';
import { standardObjects } from './schema/standard-objects.js';

/** The org's objects and fields, before anybody's permissions; custom fields may join at any time. */
export class OrgSchema {
  private readonly objects = new Map<string, ObjectSchema>();
  private readonly namesByLower = new Map<string, string>();
  private readonly namesByPrefix = new Map<string, string>();
  /** Rises with every change, so that views can be kept until then. */
  version = 0;

  constructor() {
    for (const object of standardObjects) this.store(object);
  }

  all(): IterableIterator<ObjectSchema> {
    return this.objects.values();
  }

  /** By API name; Salesforce does not mind the case. */
  object(name: string): ObjectSchema | undefined {
    return this.objects.get(name) ?? this.objects.get(this.namesByLower.get(name.toLowerCase()) ?? '');
  }

  objectOfId(id: string): ObjectSchema | undefined {
    return this.object(this.namesByPrefix.get(id.slice(0, 3)) ?? '');
  }

  /** A field of `Activity` appears on Task (salesforce-api.md §5.1). */
  addCustomField(object: string, input: CustomFieldInput): FieldSchema {
    const target = this.writable(object === 'Activity' ? 'Task' : object);
    const field = toFieldSchema(customField.parse(input));
    this.store({ ...target, fields: new Map(target.fields).set(field.name, field) });
    return field;
  }

  /** Replaces the values of a picklist, standard or custom; the key is `Lead.Status`. */
  setPicklist(key: string, values: readonly PicklistValue[]): void {
    const [objectName = '', fieldName = ''] = key.split('.');
    const object = this.writable(objectName);
    const field = object.fields.get(fieldName);
    if (field === undefined) throw new Error(`There is no field ${key} whose picklist could be set.`);
    const defaultValue = values.find((value) => value.defaultValue)?.value ?? null;
    const changed = { ...field, picklistValues: values, defaultValue, defaultedOnCreate: defaultValue !== null };
    this.store({ ...object, fields: new Map(object.fields).set(fieldName, changed) });
  }

  private writable(name: string): ObjectSchema {
    const object = this.object(name);
    if (object === undefined) throw new Error(`There is no object ${name}; use the API name of a standard object.`);
    return object;
  }

  private store(object: ObjectSchema): void {
    this.objects.set(object.name, object);
    this.namesByLower.set(object.name.toLowerCase(), object.name);
    if (object.keyPrefix !== null) this.namesByPrefix.set(object.keyPrefix, object.name);
    this.version += 1;
  }
}
