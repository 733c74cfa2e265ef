import { type ComponentType, lazy, type LazyExoticComponent } from 'react';

/**
 * `React.lazy` for a module with named exports: a component that loads when it is first rendered.
 * @param load imports the module
 * @param name the name of the component's export
 */
export function lazyNamed<Name extends string, Props>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: (await load())[name] }));
}
