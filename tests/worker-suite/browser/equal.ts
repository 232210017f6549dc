/** Equality as `deepStrictEqual` of `node:assert` has it: same types, same prototypes, same parts. */

/** Whether two values are equal in every part that can be seen from outside. */
export function isDeepEqual(a: unknown, b: unknown, above: ReadonlyMap<object, object> = new Map()): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  // Inside a circle: equal as long as nothing else in it differs.
  if (above.get(a) === b) return true;
  const inside = new Map(above).set(a, b);
  const same = (x: unknown, y: unknown) => isDeepEqual(x, y, inside);
  return haveSameContent(a, b, same) && haveSameProperties(a, b, same);
}

type Same = (a: unknown, b: unknown) => boolean;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** What a value holds that is not among its properties. */
function haveSameContent(a: object, b: object, same: Same): boolean {
  if (Array.isArray(a)) return a.length === (b as unknown[]).length;
  if (a instanceof Date) return a.getTime() === (b as Date).getTime();
  if (a instanceof RegExp) return String(a) === String(b);
  if (a instanceof Error) return a.name === (b as Error).name && a.message === (b as Error).message;
  if (a instanceof Map || a instanceof Set) return haveSameItems([...a], [...(b as typeof a)], same);
  return true;
}

/** Each of `a` has its like in `b`, in whatever order. */
function haveSameItems(a: readonly unknown[], b: readonly unknown[], same: Same): boolean {
  const left = [...b];
  return (
    a.length === b.length &&
    a.every((item) => {
      const index = left.findIndex((other) => same(item, other));
      if (index >= 0) left.splice(index, 1);
      return index >= 0;
    })
  );
}

function haveSameProperties(a: object, b: object, same: Same): boolean {
  const keys = propertiesOf(a);
  return (
    keys.length === propertiesOf(b).length &&
    keys.every(
      (key) =>
        Object.prototype.propertyIsEnumerable.call(b, key) && same(Reflect.get(a, key), Reflect.get(b, key)),
    )
  );
}

const propertiesOf = (value: object): PropertyKey[] =>
  Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
