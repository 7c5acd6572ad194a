import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** What an OpenAPI document says about the whole. */
export type OpenApiSettings = Readonly<{ title: string; description: string; version: string }>;

/** Serves the OpenAPI 3.1 document at `/api/openapi.json` and its page at `/api/docs`, from this machine alone. */
export function serveOpenApi(app: NestFastifyApplication, { title, description, version }: OpenApiSettings): void {
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion(version)
    .addBearerAuth()
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, settings), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
  });
}
