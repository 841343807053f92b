namespace Soc.Capture.Protocols.Dhcp;

/// <summary>
/// Goes through the options of a message, and where the message says that server name and file hold options too (RFC 2132, 9.3), through those.
/// Ends at what is broken. An option in pieces (RFC 3396) comes as pieces.
/// </summary>
internal ref struct DhcpOptions
{
    public const int FirstAt = 240;
    private const int ServerNameAt = 44;
    private const int FileAt = 108;
    private const int FileEndAt = 236;
    private const byte Pad = 0;
    private const byte End = 255;
    private const byte Overload = 52;
    private const int FileHolds = 1;
    private const int ServerNameHolds = 2;
    private readonly ReadOnlySpan<byte> _message;
    private ReadOnlySpan<byte> _rest;
    private int _further;
    private bool _isFurther;

    /// <param name="message">At least <see cref="FirstAt"/> long.</param>
    public DhcpOptions(ReadOnlySpan<byte> message)
    {
        _message = message;
        _rest = message[FirstAt..];
    }

    public byte Code { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            while (!_rest.IsEmpty && _rest[0] == Pad)
            {
                _rest = _rest[1..];
            }

            if (_rest.Length >= 2 && _rest[0] != End && 2 + _rest[1] <= _rest.Length)
            {
                (Code, var length) = (_rest[0], _rest[1]);
                Value = _rest.Slice(2, length);
                _rest = _rest[(2 + length)..];
                if (Code == Overload && length == 1)
                {
                    // Only the message's own options may say so; else the two could go round.
                    _further = _isFurther ? _further : Value[0] & (FileHolds | ServerNameHolds);
                }

                return true;
            }

            if (_further == 0)
            {
                return false;
            }

            // The file first (RFC 2131, 4.1).
            var isFile = (_further & FileHolds) != 0;
            _rest = isFile ? _message[FileAt..FileEndAt] : _message[ServerNameAt..FileAt];
            _further &= isFile ? ~FileHolds : ~ServerNameHolds;
            _isFurther = true;
        }
    }
}
