using System.Text;
using Confluent.Kafka;
using CsCheck;
using Shouldly;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.KafkaSources;

namespace Soc.Gateway.Tests.Ingest.KafkaSources;

public sealed class MessageSplitterTests
{
    private static readonly MessageSplitter Splitter = new(maxMessageBytes: 10_000, maxRecordBytes: 100, maxRecords: 5);

    [Theory]
    [InlineData("auto", """{"records":[{"a":1}, {"b":[{"records":[{}]}]}]}""", """{"a":1}|{"b":[{"records":[{}]}]}""")]
    [InlineData("records", """ {"time":"x","records":[{"a":1}],"n":2} """, """{"a":1}""")]
    [InlineData("json", """{"records":[{"a":1},{"b":2}]}""", """{"records":[{"a":1},{"b":2}]}""")]
    [InlineData("auto", """{"a":1,"records":[7,8]}""", """{"a":1,"records":[7,8]}""")]
    [InlineData("auto", """{"a":1,"records":{"b":2}}""", """{"a":1,"records":{"b":2}}""")]
    [InlineData("auto", """[{"a":1},{"records":[{"b":2}]}]""", """{"a":1}|{"records":[{"b":2}]}""")]
    [InlineData("auto", """{"a":1}""", """{"a":1}""")]
    [InlineData("auto", "{\"a\":1}\n{\"records\":[{\"b\":2}]}\r\n\n{\"c\":3}", """{"a":1}|{"b":2}|{"c":3}""")]
    [InlineData("auto", "{\n \"a\": 1\n}", "{\n \"a\": 1\n}")]
    [InlineData("auto", """["<13>anna \"one\"","<13>ben"]""", "<13>anna \"one\"|<13>ben")]
    [InlineData("auto", "<13>anna one\r\n\n  \n<13>ben two\n", "<13>anna one|<13>ben two")]
    [InlineData("lines", "{\"records\":[{}]}\nanna", "{\"records\":[{}]}|anna")]
    [InlineData("auto", "[2026-03-02] anna one\n[2026-03-02] ben two", "[2026-03-02] anna one|[2026-03-02] ben two")]
    [InlineData("auto", "{\"a\":1}\n{\"b\":\n{\"c\":3}", "{\"a\":1}|{\"b\":|{\"c\":3}")]
    [InlineData("auto", """{"records":[{"a":1},{"b":""", """{"records":[{"a":1},{"b":""")]
    [InlineData("auto", "{\n\"records\": [\n{\"a\": 1},\n{\"b\":", "{\n\"records\": [\n{\"a\": 1},\n{\"b\":")]
    [InlineData("auto", "\uFEFF{\"a\":1}", """{"a":1}""")]
    [InlineData("auto", "\uFEFFanna one", "anna one")]
    public void Cuts(string format, string message, string expected) => Words(format, message).ShouldBe(expected);

    [Theory]
    [InlineData("auto", "", "!kafka_empty")]
    [InlineData("lines", "\n \r\n", "!kafka_empty")]
    [InlineData("records", "  ", "!kafka_empty")]
    [InlineData("auto", """{"records":[]}""", "!kafka_empty")]
    [InlineData("auto", "[]", "!kafka_empty")]
    [InlineData("auto", """{"records":[{"a":1},7,null,"",[1]]}""", """{"records":[{"a":1},7,null,"",[1]]}""", 5)]
    [InlineData("records", "anna one", "anna one!not_json")]
    [InlineData("json", "17", "17!not_json")]
    [InlineData("records", "{\"a\":1}\nanna", """{"a":1}|anna!not_json""")]
    public void Says_what_cannot_be_a_record(string format, string message, string expected, int records = 0)
    {
        if (records > 0)
        {
            Words(format, message).ShouldBe("""{"a":1}|7!invalid_element|null!invalid_element|!kafka_empty|[1]!invalid_element""");
            return;
        }

        Words(format, message).ShouldBe(expected);
    }

    [Fact]
    public void Bounds_messages_records_and_their_number()
    {
        Words("auto", new string('x', 10_001)).ShouldBe(new string('x', 10_001) + "!oversized");
        Words("auto", "a\n" + new string('x', 101)).ShouldBe("a|" + new string('x', 101) + "!oversized");
        Words("lines", "1\n2\n3\n4\n5\n6\n7").ShouldBe("1|2|3|4|5|6\n7!too_many_records");
        Words("lines", "1\n2\n3\n4\n5\n \n").ShouldBe("1|2|3|4|5");
        Words("records", """{"records":[{},{},{},{},{},{"f":6},{"g":7}]}""").ShouldBe("""{}|{}|{}|{}|{}|{"f":6},{"g":7}!too_many_records""");
        Split(KafkaMessageFormat.Auto, null).ShouldHaveSingleItem().Defect.ShouldBe(IngestReasons.Tombstone);
    }

    [Fact]
    public void Every_record_has_its_own_place_and_the_same_each_time()
    {
        var first = Split(KafkaMessageFormat.Auto, "a\na\na"u8.ToArray()).ConvertAll(r => r.Place);
        first.Distinct().Count().ShouldBe(3);
        Split(KafkaMessageFormat.Auto, "a\na\na"u8.ToArray()).ConvertAll(r => r.Place).ShouldBe(first);
        KafkaPlace.Of(new TopicPartition("t", 0), 1).ShouldNotBe(KafkaPlace.Of(new TopicPartition("t", 1), 0));
        KafkaPlace.Of(new TopicPartition("t", 0), 1).ShouldNotBe(KafkaPlace.Of(new TopicPartition("u", 0), 1));
    }

    [Fact]
    public void Any_bytes_give_at_least_one_record_and_never_an_exception()
    {
        var json = Gen.OneOf<string>([.. ((string[])["{", "}", "[", "]", "\"records\"", ":", ",", "1", "\"x\"", "\\", "\n", " ", "null", "\"", "\uFEFF"]).Select(Gen.Const)]).Array[0, 30].Select(string.Concat).Select(Encoding.UTF8.GetBytes);
        Gen.Select(Gen.OneOf(json, Gen.Byte.Array[0, 200]), Gen.Enum<KafkaMessageFormat>()).Sample((bytes, format) =>
        {
            var records = Split(format, bytes);
            return records.Count is > 0 and <= 100 && records.All(r => r.Defect is not null || (!r.Raw.IsEmpty && r.Place != 0));
        });
    }

    private static List<IngestRecord> Split(KafkaMessageFormat format, byte[]? value)
    {
        var records = new List<IngestRecord>();
        Splitter.Split(value, format, new IngestRecord(default, Place: 42), records);
        return records;
    }

    private static string Words(string format, string message) =>
        string.Join('|', Split(Enum.Parse<KafkaMessageFormat>(format, ignoreCase: true), Encoding.UTF8.GetBytes(message)).Select(r => Encoding.UTF8.GetString(r.Raw.Span) + (r.Defect is null ? "" : "!" + r.Defect)));
}
