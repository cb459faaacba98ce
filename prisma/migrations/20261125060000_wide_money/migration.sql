-- Minor units of currencies with small units (IDR, VND) do not fit four bytes. A double holds every integer up to 2^53, the largest amount that is
-- taken at all, and stays a plain number in JavaScript; the domain refuses fractions and everything beyond.
CREATE DOMAIN minor_units AS DOUBLE PRECISION CHECK (VALUE = trunc(VALUE) AND abs(VALUE) <= 9007199254740991);

ALTER TABLE "variants" ALTER COLUMN "priceMinor" SET DATA TYPE minor_units, ALTER COLUMN "compareAtPriceMinor" SET DATA TYPE minor_units;
ALTER TABLE "orders" ALTER COLUMN "totalMinor" SET DATA TYPE minor_units, ALTER COLUMN "refundedMinor" SET DATA TYPE minor_units;
ALTER TABLE "order_lines" ALTER COLUMN "priceMinor" SET DATA TYPE minor_units;
ALTER TABLE "attributions" ALTER COLUMN "revenueMinor" SET DATA TYPE minor_units;
