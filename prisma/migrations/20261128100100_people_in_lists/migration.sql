-- The list of customers: the few without an address, and the few in a state of consent, are looked up rather than walked to.
CREATE INDEX "profiles_without_address" ON "profiles"("shopId", "lastSeenAt", "id") WHERE "mergedIntoId" IS NULL AND "primaryAddressId" IS NULL;
CREATE INDEX "consent_states_by_state" ON "consent_states"("shopId", "purpose", "state");
