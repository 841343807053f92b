using System.Text;
using System.Text.Json;
using CsCheck;
using Shouldly;
using Soc.Model.Response;
using Soc.Response.Audit;
using Soc.Response.Tests.Operations;
using Xunit;

namespace Soc.Response.Tests.Audit;

/// <summary>What was written can be changed by nobody unseen.</summary>
public sealed class AuditChainTests
{
    private static readonly AuditRecord[] Records = Chain();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_holds_as_records_and_as_a_file()
    {
        AuditChain.Verify(Records).ShouldBeNull();
        AuditChain.Verify(Records[2..], Records[1]).ShouldBeNull();
        (await VerifyAsync(Export(Records))).ShouldBe((Records.Length, null));
        (await VerifyAsync("")).ShouldBe((0L, null));
        var reloaded = Some.Serializer.Deserialize<AuditRecord[]>(Some.Serializer.SerializeToArray(Records))!;
        AuditChain.Verify(reloaded).ShouldBeNull();
        using var line = JsonDocument.Parse(AuditJson.Line(Records[0]));
        line.RootElement.GetProperty("action").GetString().ShouldBe("block_address");
        line.RootElement.GetProperty("evidence")[0].GetString().ShouldBe("sig-1");
        line.RootElement.GetProperty("hash").GetString().ShouldBe(Records[0].Hash);
    }

    [Fact]
    public void Whatever_is_changed_left_out_or_moved_is_found_where_it_is()
    {
        Break(r => r[3] = r[3] with { Event = r[3].Event with { Text = "Nothing happened." } }).ShouldBe(4);
        Break(r => r[3] = r[3] with { Event = r[3].Event with { By = Some.Ben } }).ShouldBe(4);
        Break(r => r[3] = Rehash(r[3] with { UntilMs = 1 })).ShouldBe(5, "the next one names the old hash");
        Break(r => r.RemoveAt(2)).ShouldBe(3);
        Break(r => (r[1], r[2]) = (r[2], r[1])).ShouldBe(2);
        Break(r => r.Insert(1, r[1])).ShouldBe(3);
        Break(r => r.RemoveAt(0)).ShouldBe(1);
    }

    [Fact]
    public async Task Any_changed_byte_of_a_file_is_found()
    {
        var bytes = Encoding.UTF8.GetBytes(Export(Records));
        await Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Int[1, 127]).SampleAsync(async (at, flip) =>
        {
            var changed = bytes.ToArray();
            changed[at] = (byte)((changed[at] ^ flip) & 0x7f);
            if (changed[at] == bytes[at] || (bytes[at] == (byte)'\n' && changed[at] == (byte)'\r'))
            {
                return;
            }

            (await VerifyAsync(Encoding.UTF8.GetString(changed))).Break.ShouldNotBeNull();
        }, iter: 2_000);
    }

    [Fact]
    public async Task A_file_of_two_clients_or_with_a_line_that_is_none_does_not_hold()
    {
        (await VerifyAsync(Export(Records) + "{}\n")).Break!.Sequence.ShouldBe(Records.Length + 1);
        (await VerifyAsync("[1]\n")).Break.ShouldNotBeNull();
        var stranger = Rehash(Records[1] with { Client = "other" });
        (await VerifyAsync(Export([Records[0], stranger]))).Break!.Why.ShouldContain("another client");
    }

    private static AuditRecord Rehash(AuditRecord record) => record with { Hash = AuditJson.HashOf(record) };

    private static long Break(Action<List<AuditRecord>> change)
    {
        var records = Records.ToList();
        change(records);
        return AuditChain.Verify(records)!.Sequence;
    }

    private static string Export(IEnumerable<AuditRecord> records) => string.Concat(records.Select(r => AuditJson.Line(r) + "\n"));

    private static async Task<(long Records, AuditBreak? Break)> VerifyAsync(string file)
    {
        using var reader = new StringReader(file);
        return await AuditFile.VerifyAsync(reader, Cancel);
    }

    private static AuditRecord[] Chain()
    {
        var state = Some.Enforced();
        var records = new List<AuditRecord>();
        foreach (var happened in state.History)
        {
            records.Add(AuditChain.Append(records.LastOrDefault(), state, happened));
        }

        return [.. records];
    }
}
