import { Module, type Type } from '@nestjs/common';
import { listenerController } from './listeners/listener-controller.js';
import type { ServiceDeclaration } from './service-declaration.js';

const declarations = new WeakMap<Type, ServiceDeclaration>();

/** Declares a service on its Nest module: everything it consists of, listed once. */
export function Service(declaration: ServiceDeclaration): ClassDecorator {
  const { imports = [], controllers = [], providers = [], listeners = [] } = declaration;
  const decorate = Module({
    imports: [...imports],
    controllers: [...controllers, ...listeners.map(listenerController)],
    providers: [...providers],
  });
  return (target) => {
    declarations.set(target as unknown as Type, declaration);
    decorate(target);
  };
}

/**
 * What a module declared with {@link Service}.
 * @throws Error for a module without the decorator.
 */
export function declarationOf(module: Type): ServiceDeclaration {
  const declaration = declarations.get(module);
  if (!declaration) throw new Error(`${module.name} has no @Service`);
  return declaration;
}
