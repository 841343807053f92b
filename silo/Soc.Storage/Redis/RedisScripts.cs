namespace Soc.Storage.Redis;

/// <summary>
/// What the server does in one step. Every store counts its writes, and the server keeps the number of the last one, the store's mark:
/// a server that lacks one of them is known by its mark, and a command that is found late in the buffer of a dead connection by its number.
/// </summary>
internal static class RedisScripts
{
    public const long Refused = 0;
    public const long SomethingBeforeIsMissing = -1;

    /// <summary>
    /// Begins a group after a failure, whose numbers nobody uses any more. KEYS: mark. ARGV: number acknowledged last, number before the group's first.
    /// </summary>
    public static readonly RedisScript Begin = new(
        """
        local mark = tonumber(redis.call('GET', KEYS[1]) or '0')
        if mark < tonumber(ARGV[1]) then return -1 end
        if mark < tonumber(ARGV[2]) then redis.call('SET', KEYS[1], ARGV[2]) end
        return 1
        """);

    /// <summary>
    /// Stores a snapshot behind its header (<see cref="SnapshotHeader"/>), if its writer may.
    /// KEYS: entity, mark. ARGV: writer and 0, as a header; header that the writer began from; number of the write; state.
    /// </summary>
    public static readonly RedisScript Snapshot = new(
        """
        local number = tonumber(ARGV[3])
        local mark = tonumber(redis.call('GET', KEYS[2]) or '0')
        if mark < number - 1 then return -1 end
        local header = redis.pcall('GETRANGE', KEYS[1], 0, 15)
        if type(header) == 'table' or (#header > 0 and #header < 16) then
          redis.call('SET', KEYS[2], math.max(mark, number))
          return redis.error_reply('FOREIGN the key holds no snapshot of an entity')
        end
        local writer = string.sub(ARGV[1], 1, 8)
        local same = string.sub(header, 1, 8) == writer
        if mark >= number then return same and 1 or 0 end
        if #header > 0 and not same and header ~= ARGV[2] then
          redis.call('SET', KEYS[2], ARGV[3])
          return 0
        end
        local version = #header > 0 and struct.unpack('>I8', string.sub(header, 9, 16)) or 0
        redis.call('SET', KEYS[1], writer .. struct.pack('>I8', version + 1) .. ARGV[4])
        redis.call('SET', KEYS[2], ARGV[3])
        return 1
        """);

    /// <summary>Moves an offset on. KEYS: offset, mark. ARGV: offset, number acknowledged last.</summary>
    public static readonly RedisScript Offset = new(
        """
        if tonumber(redis.call('GET', KEYS[2]) or '0') < tonumber(ARGV[2]) then return -1 end
        local stored = redis.call('GET', KEYS[1])
        if not stored or tonumber(stored) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[1]) end
        return 1
        """);

    public static readonly RedisScript[] All = [Begin, Snapshot, Offset];
}
