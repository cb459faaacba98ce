-- What a product or a collection was called in its address before: links that were written then still lead there where the store redirects.
ALTER TABLE "products" ADD COLUMN "handlesBefore" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "collections" ADD COLUMN "handlesBefore" TEXT[] NOT NULL DEFAULT '{}';
