using Microsoft.Extensions.Options;

namespace Soc.Gateway.Ingest.Hec;

/// <summary>
/// Ack ids by token and channel. An id is given out only after the durable append, so that one number a channel tells
/// all: every id below the next one is durable. Channels are bounded; a forgotten one answers false, its shipper sends
/// again, and the event ids make the second copy harmless.
/// </summary>
public sealed class HecAckChannels(IOptions<IngestOptions> options)
{
    /// <summary>Longest name of a channel, characters.</summary>
    public const int MaxNameLength = 64;

    private readonly int _maxChannels = Math.Max(1, options.Value.MaxAckChannels);
    private readonly Lock _gate = new();
    private readonly Dictionary<(string TokenId, string Channel), LinkedListNode<Entry>> _channels = [];
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>Letters, digits and dashes: a GUID as Splunk wants it, or any like name.</summary>
    public static bool IsValidName(string channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.Length is > 0 and <= MaxNameLength && channel.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
    }

    /// <summary>The id of a request that is durable.</summary>
    public long Next(string tokenId, string channel)
    {
        lock (_gate)
        {
            return Touch(tokenId, channel).Next++;
        }
    }

    /// <summary>Whether what has this id is durable.</summary>
    public bool IsDurable(string tokenId, string channel, long ackId)
    {
        lock (_gate)
        {
            return ackId >= 0 && _channels.TryGetValue((tokenId, channel), out var node) && ackId < node.Value.Next;
        }
    }

    private Entry Touch(string tokenId, string channel)
    {
        if (_channels.TryGetValue((tokenId, channel), out var node))
        {
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value;
        }

        if (_channels.Count >= _maxChannels)
        {
            var oldest = _byUse.First!.Value;
            _byUse.RemoveFirst();
            _channels.Remove((oldest.TokenId, oldest.Channel));
        }

        var entry = new Entry(tokenId, channel);
        _channels[(tokenId, channel)] = _byUse.AddLast(entry);
        return entry;
    }

    private sealed class Entry(string tokenId, string channel)
    {
        public string TokenId { get; } = tokenId;

        public string Channel { get; } = channel;

        public long Next { get; set; }
    }
}
