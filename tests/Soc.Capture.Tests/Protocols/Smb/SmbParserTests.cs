using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Smb;
using Soc.Capture.Tests.Protocols.Http;
using Soc.Capture.Tests.Support;
using Xunit;
using static Soc.Capture.Tests.Protocols.Smb.SmbBytes;

namespace Soc.Capture.Tests.Protocols.Smb;

public sealed class SmbParserTests
{
    private const Side Client = Side.Originator;
    private const Side Server = Side.Responder;
    private const uint Answer = 1;
    private const uint Related = 4;
    private static readonly byte[] File = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    /// <summary>Connects, creates a file, writes, reads, renames and deletes it.</summary>
    internal static readonly (Side Side, byte[] Data)[] Life =
    [
        (Client, Frame(Message(3, 1, 0, TreeConnect(@"\\s\docs"), tree: 0))),
        (Server, Frame(Message(3, 1, Answer, TreeConnected(1)))),
        (Client, Frame(Message(5, 2, 0, Create(@"a\b.txt", 2)), Message(9, 3, Related, Write(AnyFile, new byte[5000]), session: ulong.MaxValue, tree: uint.MaxValue))),
        (Server, Frame(Message(5, 2, Answer, Created(2, File)), Message(9, 3, Answer | Related, Written(5000)))),
        (Client, Frame(Message(8, 4, 0, Read(File)))),
        (Server, Frame(Message(8, 4, Answer, new byte[8], status: 0x103))),
        (Server, Frame(Message(8, 4, Answer, ReadDone(new byte[70_000])))),
        (Client, Frame(Message(17, 5, 0, SetInfo(10, File, Rename("c.enc"))))),
        (Server, Frame(Message(17, 5, Answer, U16(2)))),
        (Client, Frame(Message(17, 6, 0, SetInfo(13, File, [1])))),
        (Server, Frame(Message(17, 6, Answer, U16(2)))),
        (Client, Frame(Message(6, 7, 0, Close(File)))),
        (Server, Frame(Message(6, 7, Answer, new byte[60]))),
    ];

    [Fact]
    public void LifeOfAFile_IsOneRecord()
    {
        var all = HttpTalk.Of(new SmbProtocol(), new Random(1), int.MaxValue, Life);
        var tree = all[0].ShouldBeOfType<SmbTree>();
        (tree.Path, tree.ShareType, tree.Status).ShouldBe((@"\\s\docs", SmbShareType.Disk, 0u));
        var file = all[1].ShouldBeOfType<SmbFile>();
        (file.SharePath, file.Name, file.NewName, file.Disposition, file.Action).ShouldBe((@"\\s\docs", @"a\b.txt", "c.enc", SmbDisposition.Create, SmbCreateAction.Created));
        (file.WrittenBytes, file.Writes, file.ReadBytes, file.Reads).ShouldBe((5000, 1, 70_000, 1));
        (file.IsDeleted, file.IsClosed, file.SizeBytes, file.AccessedAtNs, file.ModifiedAtNs).ShouldBe((true, true, 77ul, 1000, 0));
        all.Count.ShouldBe(2);
    }

    /// <summary>Files with long names that nobody closes are counted among what waits, so that the bound of all connections holds for them.</summary>
    [Fact]
    public void WhatIsOpen_IsCounted_AndNothingIsLeftOfIt()
    {
        const int files = 100, nameChars = 1_000;
        var parser = new SmbParser();
        var sink = new Records();
        for (ulong i = 1; i <= files; i++)
        {
            _ = parser.Read(Client, Frame(Message(5, i, 0, Create(new string('x', nameChars), 2))), 1, sink);
            _ = parser.Read(Server, Frame(Message(5, i, Answer, Created(2, [.. BitConverter.GetBytes(i), .. BitConverter.GetBytes(i)]))), 2, sink);
        }

        parser.HeldBytes.ShouldBeInRange(files * nameChars * sizeof(char), files * ((nameChars * sizeof(char)) + 1_000));
        parser.End(3, sink);
        sink.All.Count.ShouldBe(files);
        parser.HeldBytes.ShouldBe(0);

        foreach (var (side, data) in Life)
        {
            _ = parser.Read(side, data, 4, sink);
        }

        // The share that it is connected to.
        parser.HeldBytes.ShouldBeInRange(1, 500);
        parser.TryReset().ShouldBeTrue();
        parser.HeldBytes.ShouldBe(0);
    }

    [Fact]
    public void RefusedOpening_IsTold()
    {
        var file = HttpTalk.Of(new SmbProtocol(), new Random(1), int.MaxValue,
            (Client, Frame(Message(5, 2, 0, Create("secret", 1, options: 0x1000)), Message(6, 3, Related, Close(AnyFile)))),
            (Server, Frame(Message(5, 2, Answer, new byte[9], status: 0xC0000022), Message(6, 3, Answer, new byte[9], status: 0xC0000022))))
            .ShouldHaveSingleItem().ShouldBeOfType<SmbFile>();
        (file.Name, file.StatusName, file.IsClosed, file.Action).ShouldBe(("secret", "ACCESS_DENIED", false, SmbCreateAction.Unknown));
    }

    [Fact]
    public void FilesBeyondTheBound_AreTold_TheOldestFirst()
    {
        var sink = new Records();
        var parser = new SmbProtocol().Begin();
        for (var i = 0; i <= SmbLimits.MaxOpenFiles; i++)
        {
            byte[] id = [.. U64((ulong)i), .. U64(1)];
            parser.Read(Client, Frame(Message(5, (ulong)i, 0, Create($"f{i}", 1))), i, sink);
            parser.Read(Server, Frame(Message(5, (ulong)i, Answer, Created(1, id))), i, sink);
        }

        sink.All.ShouldHaveSingleItem().ShouldBeOfType<SmbFile>().Name.ShouldBe("f0");
        parser.End(0, sink);
        sink.All.Count.ShouldBe(SmbLimits.MaxOpenFiles + 1);
    }

    [Theory]
    [InlineData(0xFD, SmbOpaqueReason.Encrypted)]
    [InlineData(0xFC, SmbOpaqueReason.Compressed)]
    public void WhatCannotBeRead_IsNamed(byte first, SmbOpaqueReason reason)
    {
        var sink = new Records();
        var parser = new SmbProtocol().Begin();
        parser.Read(Server, Frame(Message(0, 0, Answer, [.. U16(65), .. U16(1), .. U16(0x311), .. new byte[60]])), 1, sink).Verdict.ShouldBe(ParserVerdict.More);
        parser.Read(Client, Frame([first, .. "SMB"u8, .. new byte[60]]), 2, sink).Verdict.ShouldBe(ParserVerdict.Done);
        var opaque = sink.All.ShouldHaveSingleItem().ShouldBeOfType<SmbOpaque>();
        (opaque.Reason, opaque.Dialect).ShouldBe((reason, "3.1.1"));
    }

    [Fact]
    public void Smb1_IsFollowedOnlyTowardsSmb2()
    {
        byte[] negotiate = [0xFF, .. "SMB"u8, 0x72, .. new byte[30], .. "\u0002NT LM 0.12\0\u0002SMB 2.???\0"u8];
        byte[] old = [.. negotiate[..48]];
        byte[] answer = [.. negotiate[..9], 0x80, .. negotiate[10..]];
        var protocol = new SmbProtocol();
        protocol.Recognise(Client, Frame(negotiate)).ShouldBe(Recognition.Yes);
        protocol.Recognise(Client, Frame(negotiate).AsSpan(0, 30)).ShouldBe(Recognition.Unsure);
        protocol.Recognise(Client, Frame(old)).ShouldBe(Recognition.No);
        protocol.Recognise(Client, "GET / HT"u8).ShouldBe(Recognition.No);
        var parser = protocol.Begin();
        parser.Read(Client, Frame(negotiate), 1, new Records()).Verdict.ShouldBe(ParserVerdict.More);
        parser.Read(Server, Frame(answer), 1, new Records()).Verdict.ShouldBe(ParserVerdict.NotMine);
    }

    [Fact]
    public void GapInPayload_IsPassedOver_ElsewhereItEnds()
    {
        var sink = new Records();
        var parser = new SmbProtocol().Begin();
        var frame = Frame(Message(9, 3, 0, Write(File, new byte[5000])));
        parser.Read(Client, frame.AsSpan(0, 200), 1, sink).ShouldBe(new StreamStep(200, ParserVerdict.More));
        parser.Gap(Client, frame.Length - 200, 1, sink).ShouldBe(ParserVerdict.More);
        parser.Gap(Client, 1, 1, sink).ShouldBe(ParserVerdict.NotMine);
    }

    /// <summary>Seeded: the life of a file with bytes changed, whole and in pieces.</summary>
    [Fact]
    public void AnyBytes_InAnyPieces_AreReadTheSame()
    {
        var records = 0;
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var said = Life.Select(l => (l.Side, Data: (byte[])l.Data.Clone())).ToArray();
            for (var changes = random.Next(6); changes > 0; changes--)
            {
                var data = said[random.Next(said.Length)].Data;
                data[random.Next(Math.Min(data.Length, 260))] = (byte)random.Next(256);
            }

            if (random.Next(3) == 0)
            {
                random.Shuffle(said);
            }

            var whole = HttpTalk.Of(new SmbProtocol(), random, int.MaxValue, said);
            HttpTalk.Of(new SmbProtocol(), random, random.Next(1, 3000), said).ShouldBe(whole, $"seed {seed}");
            records += whole.Count;
        }

        records.ShouldBeGreaterThan(300);
    }
}
