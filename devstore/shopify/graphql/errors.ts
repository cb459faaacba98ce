import { GraphQLError } from 'graphql';

const scopesPage = 'https://shopify.dev/api/usage/access-scopes';
const protectedDataPage = 'https://shopify.dev/docs/apps/launch/protected-customer-data';

/** An error with Shopify's code in its extensions. */
export function codedError(message: string, code: string, more: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more } });
}

export function badRequest(message: string): GraphQLError {
  return codedError(message, 'BAD_REQUEST');
}

export function accessDenied(fieldName: string, requiredAccess: string): GraphQLError {
  const message = `Access denied for ${fieldName} field. Required access: ${requiredAccess}`;
  return codedError(message, 'ACCESS_DENIED', { documentation: scopesPage, requiredAccess });
}

export function unapprovedObject(typeName: string): GraphQLError {
  const message = `This app is not approved to access the ${typeName} object. See ${protectedDataPage} for more details.`;
  return codedError(message, 'ACCESS_DENIED', { documentation: protectedDataPage });
}

export function unapprovedField(fieldName: string): GraphQLError {
  const message = `This app is not approved to use the ${fieldName} field. See ${protectedDataPage} for more details.`;
  return codedError(message, 'ACCESS_DENIED', { documentation: protectedDataPage });
}

/** Raised where the real service would answer and the stand-in cannot: never a made-up value. */
export function notModelled(what: string): GraphQLError {
  return codedError(`The Shopify stand-in does not model ${what}; add it to devstore/shopify.`, 'NOT_MODELLED');
}
