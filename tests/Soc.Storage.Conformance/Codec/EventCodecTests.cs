using System.Reflection;
using CsCheck;
using Orleans;
using Shouldly;
using Soc.EventLog.Codec;
using Soc.Model.Events;
using Soc.Model.Ingest;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.Codec;

/// <summary>The binary form of what the log holds.</summary>
public sealed class EventCodecTests
{
    private static readonly Gen<string?> Text = Gen.Frequency((1, Gen.Const((string?)null)), (5, Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 60].Select(s => (string?)s)));
    private static readonly Gen<long> Number = Gen.OneOf(Gen.Const(0L), Gen.Long, Gen.Long[-2, 300]);

    /// <summary>Every member of the event and of its sections, found by reflection: a new one that the codec forgets fails here.</summary>
    public static TheoryData<string, string> Members()
    {
        var data = new TheoryData<string, string>();
        foreach (var property in Stored(typeof(SecurityEvent)))
        {
            if (IsSection(property.PropertyType))
            {
                foreach (var inner in Stored(property.PropertyType))
                {
                    data.Add(property.Name, inner.Name);
                }
            }

            data.Add(property.Name, "");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void EveryMember_ComesBack(string member, string inner)
    {
        var e = new SecurityEvent { Id = default, Client = "", Class = default, ActivityId = 0, TimeMs = 0, ReceivedMs = 0, Source = "", Severity = Severity.Unknown };
        var property = typeof(SecurityEvent).GetProperty(member)!;
        object value;
        if (inner.Length == 0)
        {
            value = NotDefault(property.PropertyType);
        }
        else
        {
            value = Activator.CreateInstance(property.PropertyType)!;
            var innerProperty = property.PropertyType.GetProperty(inner)!;
            innerProperty.SetValue(value, NotDefault(innerProperty.PropertyType));
        }

        property.SetValue(e, value);
        var back = RoundTrip(e);
        property.GetValue(back).ShouldBe(value);
    }

    [Fact]
    public void AnyEvent_ComesBack() => AnyEventGen().Sample(e => RoundTrip(e) == e, iter: 2000);

    [Fact]
    public void NullableFlags_KeepTheirThreeValues()
    {
        foreach (var flag in new bool?[] { null, false, true })
        {
            RoundTrip(Samples.Event(1) with { Auth = new AuthSection { IsMfa = flag } }).Auth!.IsMfa.ShouldBe(flag);
        }
    }

    [Fact]
    public void Raw_IsPassedOver_OrReadWhenWanted()
    {
        var e = Samples.Event(1, rawBytes: 2000);
        var payload = Encode(e);
        EventCodec.TryRead(payload, new StringTable(), withRaw: false, out var without, out _).ShouldBeTrue();
        without!.Raw.ShouldBeNull();
        EventCodec.TryRead(payload, new StringTable(), withRaw: true, out var with, out _).ShouldBeTrue();
        with!.Raw.ShouldBe(e.Raw);
    }

    [Fact]
    public void UnknownFields_ArePassedOver()
    {
        // What a later version may add: a number, a string, a group with a group in it, an id.
        var writer = new FieldWriter();
        EventCodec.Write(writer, Samples.Event(1));
        writer.Number(40, 123456789);
        writer.Text(41, "later");
        writer.Begin(42);
        writer.Text(1, "inner");
        writer.Begin(2);
        writer.Id(3, new EventId(1, 2));
        writer.End();
        writer.End();
        writer.Text(8, "kind");
        EventCodec.TryRead(writer.Written, new StringTable(), false, out var e, out _).ShouldBeTrue();
        e.ShouldBe(Samples.Event(1) with { SourceKind = "kind" });
    }

    [Fact]
    public void Damage_NeverThrows()
    {
        var payload = Encode(Samples.Event(1, 50) with { Auth = new AuthSection { Service = "vpn" }, Traffic = new TrafficSection { BytesIn = long.MaxValue } });
        var strings = new StringTable();
        for (var cut = 0; cut < payload.Length; cut++)
        {
            EventCodec.TryRead(payload.AsSpan(0, cut), strings, true, out _, out _);
        }

        Gen.Select(Gen.Int[0, payload.Length - 1], Gen.Byte).Array[1, 5].Sample(hits =>
        {
            var damaged = payload.ToArray();
            foreach (var (at, value) in hits)
            {
                damaged[at] = value;
            }

            EventCodec.TryRead(damaged, strings, true, out _, out _);
        });
        Gen.Byte.Array[0, 200].Sample(bytes => { EventCodec.TryRead([1, 1, .. bytes], strings, true, out _, out _); });
    }

    [Fact]
    public void TooLongString_IsCut_NotInsideACharacter()
    {
        var e = RoundTrip(Samples.Event(1) with { Message = new string('x', FieldWriter.MaxStringLength - 1) + "😀😀" });
        e.Message!.Length.ShouldBe(FieldWriter.MaxStringLength - 1);
    }

    [Fact]
    public void SameString_IsOneObject_UnlessItIsSomebodysName()
    {
        var strings = new StringTable();
        EventCodec.TryRead(Encode(Samples.Event(1)), strings, false, out var first, out _);
        EventCodec.TryRead(Encode(Samples.Event(2)), strings, false, out var second, out _);
        second!.Client.ShouldBeSameAs(first!.Client);
        second.Source.ShouldBeSameAs(first.Source);
        second.UserKey.ShouldBe(first.UserKey);
        second.UserKey.ShouldNotBeSameAs(first.UserKey, "names of people would push each other out of the table");
    }

    [Fact]
    public void StringsOfOneSlot_AreNotMistakenForEachOther()
    {
        var strings = new StringTable();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < StringTable.MaxStrings * 2; i++)
            {
                var text = i % 3 == 0 ? $"Zürich-{i}" : i % 3 == 1 ? $"😀{i}" : $"service-{i}";
                strings.Get(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBe(text);
            }
        }
    }

    [Fact]
    public void Receipt_ComesBack()
    {
        var receipt = new IngestReceipt { Client = "acme", ReceivedMs = 5, Counts = [new("panos", "parsed", null, 1, 2, 3), new("unrecognised", "skipped", "noise", 0, 0, 0)] };
        var writer = new FieldWriter();
        EventCodec.Write(writer, receipt);
        EventCodec.TryRead(writer.Written, new StringTable(), false, out var e, out var back).ShouldBeTrue();
        e.ShouldBeNull();
        back!.Client.ShouldBe("acme");
        back.ReceivedMs.ShouldBe(5);
        back.Counts.ShouldBe(receipt.Counts);
        Stored(typeof(IngestReceipt)).Count().ShouldBe(3, "a new member belongs into the codec and into this test");
        typeof(IngestCount).GetProperties().Length.ShouldBe(6, "a new member belongs into the codec and into this test");
    }

    private static Gen<SecurityEvent> AnyEventGen()
    {
        var user = Gen.Select(Text, Text, Text, Gen.Bool, (a, b, c, d) => new UserIdentity { Name = a, Domain = b, DisplayName = c, IsService = d });
        var endpoint = Gen.Select(Text, Gen.Int, Text, Text, (a, b, c, d) => new EndpointSection { Ip = a, Port = b, Zone = c, ClaimedCity = d });
        var auth = Gen.Select(Gen.Bool.Nullable(), Gen.Bool, Text, Gen.Enum<FailureKind>(), (a, b, c, d) => new AuthSection { IsMfa = a, MfaFromToken = b, Service = c, Failure = d });
        var traffic = Gen.Select(Number, Number, Text, (a, b, c) => new TrafficSection { BytesOut = a, PacketsIn = b, Rule = c });
        var finding = Gen.Select(Text, Gen.Int[-1, 100], (a, b) => new FindingSection { Title = a, Score = b });
        return Gen.Select(
            Gen.Select(Gen.ULong, Gen.ULong, Text, Number, Gen.Enum<EventClass>()),
            Gen.Select(OrNull(user), OrNull(user), OrNull(endpoint), OrNull(endpoint)),
            Gen.Select(OrNull(auth), OrNull(traffic), OrNull(finding), Text),
            (a, b, c) => new SecurityEvent
            {
                Id = new EventId(a.Item1, a.Item2),
                Client = a.Item3 ?? "",
                Class = a.Item5,
                ActivityId = (int)a.Item4,
                TimeMs = a.Item4,
                ReceivedMs = -a.Item4,
                Source = "s",
                User = b.Item1,
                Actor = b.Item2,
                Src = b.Item3,
                Dst = b.Item4,
                Auth = c.Item1,
                Traffic = c.Item2,
                Finding = c.Item3,
                UserKey = c.Item4,
            });
    }

    private static Gen<T?> OrNull<T>(Gen<T> gen)
        where T : class => Gen.Frequency((1, Gen.Const((T?)null)), (2, gen.Select(v => (T?)v)));

    private static IEnumerable<PropertyInfo> Stored(Type type) => type.GetProperties().Where(p => p.GetCustomAttribute<IdAttribute>() is not null);

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string) && type != typeof(byte[]);

    private static object NotDefault(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => "value",
        var t when t == typeof(bool) => true,
        var t when t == typeof(int) => -7,
        var t when t == typeof(long) => long.MinValue,
        var t when t == typeof(EventId) => new EventId(1, 2),
        var t when t == typeof(byte[]) => new byte[] { 1, 2, 3 },
        var t when t == typeof(string[]) => new[] { "one", "", "three" },
        var t when t.IsEnum => Enum.GetValues(t).GetValue(Enum.GetValues(t).Length - 1)!,
        var t => Activator.CreateInstance(t)!,
    };

    private static byte[] Encode(SecurityEvent e)
    {
        var writer = new FieldWriter();
        EventCodec.Write(writer, e);
        return writer.Written.ToArray();
    }

    private static SecurityEvent RoundTrip(SecurityEvent e)
    {
        EventCodec.TryRead(Encode(e), new StringTable(), withRaw: true, out var back, out _).ShouldBeTrue();
        return back!;
    }
}
