using System.Text;
using Soc.Model.Events;

namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>Identity of an Entra event: tenant, record id and correlation id, whatever way it came; the content where it has no id.</summary>
internal static class EntraIds
{
    private const int MaxPartBytes = 200;

    public static EventId Of(ref readonly EntraRecord r, string source, in SourceContext context, ReadOnlySpan<byte> bytes)
    {
        if (r.Id is null)
        {
            return context.ContentId(source, bytes);
        }

        Span<byte> key = stackalloc byte[3 * (MaxPartBytes + 1)];
        var length = Append(key, 0, r.AadTenantId ?? r.TenantId);
        length = Append(key, length, r.Id);
        length = Append(key, length, r.CorrelationId);
        return EventId.FromSourceId(context.Client, source, key[..length]);
    }

    private static int Append(Span<byte> key, int length, string? part)
    {
        if (Encoding.UTF8.TryGetBytes(part, key.Slice(length, MaxPartBytes), out var written))
        {
            length += written;
        }

        key[length] = 0x1f;
        return length + 1;
    }
}
