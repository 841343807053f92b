using Soc.Capture.Decode;

namespace Soc.Capture.Export;

/// <summary>Addresses as text, made once for those that are seen again and again. One place a hash: what comes there replaces what was there.</summary>
internal sealed class AddressTexts
{
    private const int Places = 8_192;

    private readonly (NetAddress Address, string Text)[] _places = new (NetAddress, string)[Places];

    public string Of(NetAddress address)
    {
        ref var place = ref _places[(uint)address.GetHashCode() % Places];
        if (place.Text is null || place.Address != address)
        {
            place = (address, address.ToString());
        }

        return place.Text;
    }
}
