-- A model is numbers that hardly get smaller: packing takes four times as long as storing, and a slice could be read only by unpacking all before it.
ALTER TABLE "recommender_models" ALTER COLUMN "index" SET STORAGE EXTERNAL;
