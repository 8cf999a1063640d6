// The documentation page: Swagger UI over the server's own description, trying requests out against the same server.
'use strict';

window.addEventListener('load', () => {
  window.SwaggerUIBundle({
    url: '/restapidocs/swagger.json',
    dom_id: '#docs',
    deepLinking: true,
    persistAuthorization: true, // a pasted token survives a reload of the page
    tryItOutEnabled: true,
    displayRequestDuration: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    filter: true,
    validatorUrl: null, // the file is not sent anywhere to be checked
  });
});
