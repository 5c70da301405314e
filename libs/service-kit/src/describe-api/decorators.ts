import type * as Swagger from '@nestjs/swagger';

/** `@nestjs/swagger` with what it needs is five hundred modules; nobody needs them before the document is asked for. */
type Description = (swagger: typeof Swagger) => void;
type Decorators = {
  [Name in keyof typeof Swagger as Name extends `Api${string}` ? Name : never]: (typeof Swagger)[Name];
};
type AnyDecorator = (...given: readonly unknown[]) => (...place: readonly unknown[]) => void;

const waiting: Description[] = [];

/** Gives classes and methods what their decorators said of them, in the order in which they said it. */
export function applyDescriptions(swagger: typeof Swagger): void {
  for (const describe of waiting) describe(swagger);
  waiting.length = 0;
}

function later<Name extends keyof Decorators>(name: Name): Decorators[Name] {
  const decorator: AnyDecorator =
    (...given) =>
    (...place) => {
      waiting.push((swagger) => {
        (swagger[name] as unknown as AnyDecorator)(...given)(...place);
      });
    };
  return decorator;
}

export const ApiAcceptedResponse = later('ApiAcceptedResponse');
export const ApiBearerAuth = later('ApiBearerAuth');
export const ApiBody = later('ApiBody');
export const ApiConsumes = later('ApiConsumes');
export const ApiCreatedResponse = later('ApiCreatedResponse');
export const ApiExcludeController = later('ApiExcludeController');
export const ApiExtension = later('ApiExtension');
export const ApiNoContentResponse = later('ApiNoContentResponse');
export const ApiOkResponse = later('ApiOkResponse');
export const ApiOperation = later('ApiOperation');
export const ApiParam = later('ApiParam');
export const ApiQuery = later('ApiQuery');
export const ApiResponse = later('ApiResponse');
export const ApiTags = later('ApiTags');
