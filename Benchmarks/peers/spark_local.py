"""Spark on this machine, the engine inside Glue: read.json into write.parquet, a directory of part files."""

import arguments
from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType

options = arguments.parse()
session = (
    SparkSession.builder.master(f"local[{options.threads}]")
    .config("spark.driver.memory", "3g")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.ui.enabled", "false")
    .config("spark.log.level", "ERROR")
    .config("spark.sql.parquet.compression.codec", "snappy")
    .getOrCreate()
)
reader = session.read
if options.mode == "strings":
    reader = reader.schema(StructType([StructField(name, StringType()) for name in options.columns]))
reader.json(options.inputs).write.mode("overwrite").parquet(options.output)

# The Java process must have been waited for, or its time and memory would not be counted.
java = session.sparkContext._gateway.proc
session.stop()
session.sparkContext._gateway.shutdown()
java.stdin.close()
java.wait()
